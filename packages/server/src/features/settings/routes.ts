import { settingsChange, settingsChangeOutput, settingsOutput } from '@amud/protocol/setting-schemas.ts';
import { type AnyRoute, route } from '../../http/route.ts';
import type { Settings } from './settings.ts';

export const settingsRoutes = (settings: Settings): AnyRoute[] => [readRoute(settings), changeRoute(settings)];

const readRoute = (settings: Settings) =>
  route({
    method: 'GET',
    path: '/api/settings',
    summary: 'What you chose for yourself, and what was chosen for everyone, as far as it is for you.',
    access: 'guest',
    output: settingsOutput,
    handle: async ({ caller }) => ({ settings: settings.view(caller) }),
  });

const changeRoute = (settings: Settings) =>
  route({
    method: 'PATCH',
    path: '/api/settings',
    summary: 'Change settings, for yourself or for everyone: all of them or none. The answer has what takes it back.',
    access: 'guest',
    audit: 'settings.change',
    input: settingsChange,
    output: settingsChangeOutput,
    handle: async ({ caller, input, record }) => settings.change(caller, input, record),
  });
