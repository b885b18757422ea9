import type { X509Certificate } from 'node:crypto';
import type { Certificate } from '@amud/protocol/checks.ts';

const NAMES = 50;
const NAME_LENGTH = 200;

export const sha256Of = (certificate: X509Certificate): string =>
  certificate.fingerprint256.replaceAll(':', '').toLowerCase();

/** What a person needs to see before they pin it. Everything in it was written by the other side. */
export const toCertificate = (shown: X509Certificate | undefined): Certificate | null =>
  shown === undefined
    ? null
    : {
        sha256: sha256Of(shown),
        subject: nameOf(shown.subject),
        issuer: nameOf(shown.issuer),
        names: namesOf(shown),
        validFrom: shown.validFromDate.getTime(),
        validTo: shown.validToDate.getTime(),
      };

/** Node gives `CN=nas` and the like on a line each; a certificate may have no name at all. */
const nameOf = (text: string | undefined): string => (text ?? '').split('\n').join(', ').slice(0, NAME_LENGTH);

/** `DNS:nas.lan, IP Address:192.168.1.5`: the names alone. */
const namesOf = ({ subjectAltName = '' }: X509Certificate): string[] =>
  subjectAltName
    .split(', ')
    .map((name) => name.replace(/^(DNS|IP Address|URI|email):/, '').slice(0, NAME_LENGTH))
    .filter(Boolean)
    .slice(0, NAMES);
