import type { RemoteFault, RemoteReason } from '@amud/protocol/remote.ts';
import { m } from '../../messages.ts';

const words: Record<RemoteReason, (detail: { detail: string }) => string> = {
  address: m.widgets_remote_address,
  blocked: m.widgets_remote_blocked,
  'unknown-host': m.widgets_remote_unknown_host,
  unreachable: m.widgets_remote_unreachable,
  tls: m.widgets_remote_tls,
  slow: m.widgets_remote_slow,
  large: m.widgets_remote_large,
  broken: m.widgets_remote_broken,
  status: m.widgets_remote_status,
  denied: m.widgets_remote_denied,
  missing: m.widgets_remote_missing,
  limited: m.widgets_remote_limited,
  content: m.widgets_remote_content,
  busy: m.widgets_remote_busy,
};

/** Why something of another machine could not be had, and what to do about it. */
export const remoteWords = ({ reason, detail }: RemoteFault): string => words[reason]({ detail });
