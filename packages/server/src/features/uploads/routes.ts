import { done, uploadOutput, uploadsOutput } from '@amud/protocol/http.ts';
import { limits } from '@amud/protocol/limits.ts';
import * as v from 'valibot';
import { FaultError } from '../../http/faults.ts';
import { type AnyRoute, audienceOf, route } from '../../http/route.ts';
import type { Uploads } from './uploads.ts';

export const uploadRoutes = (uploads: Uploads): AnyRoute[] => [
  addRoute(uploads),
  listRoute(uploads),
  removeRoute(uploads),
  fileRoute(uploads),
];

const token = /^[A-Za-z0-9_-]{43}$/;
const ok = { ok: true } as const;
const gone = () => new FaultError('missing', 'There is no such picture.');

const addRoute = (uploads: Uploads) =>
  route({
    method: 'POST',
    path: '/api/uploads',
    summary: 'Upload a picture: the body is the file itself. PNG, JPEG, WebP, GIF, AVIF, SVG or ICO, 5 MiB at most.',
    access: 'operator',
    audit: 'upload.add',
    output: uploadOutput,
    handle: async ({ caller, readBytes, record }) => ({
      upload: await uploads.add(await readBytes(limits.upload.bytes), caller.userId, record),
    }),
  });

const listRoute = (uploads: Uploads) =>
  route({
    method: 'GET',
    path: '/api/uploads',
    summary: 'Uploaded pictures, the newest first.',
    access: 'operator',
    output: uploadsOutput,
    handle: async () => ({ uploads: await uploads.list() }),
  });

const removeRoute = (uploads: Uploads) =>
  route({
    method: 'DELETE',
    path: '/api/uploads/:id',
    summary: 'Remove an uploaded picture.',
    access: 'operator',
    audit: 'upload.remove',
    params: v.object({ id: v.pipe(v.string(), v.regex(token)) }),
    output: done,
    handle: async ({ params, record }) => {
      if (!(await uploads.remove(params.id, record))) throw gone();
      return ok;
    },
  });

/** A picture opened by itself is in a sandbox of its own: were it more than a picture, it could do nothing. */
const sandbox = "sandbox; default-src 'none'; frame-ancestors 'none'";

const fileRoute = (uploads: Uploads) =>
  route({
    method: 'GET',
    path: '/uploads/:file',
    summary: 'An uploaded picture: for viewers any, for the others one of a thing that they may see.',
    access: 'public',
    params: v.object({ file: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}\.webp$/)) }),
    respond: async ({ params, identify }) => {
      const id = params.file.slice(0, -'.webp'.length);
      const bytes = uploads.isFor(id, audienceOf(await identify())) ? await uploads.read(id) : undefined;
      if (!bytes) throw gone();
      return new Response(new Uint8Array(bytes), {
        headers: {
          'Content-Type': 'image/webp',
          'Content-Security-Policy': sandbox,
          'Cache-Control': 'private, max-age=31536000, immutable',
        },
      });
    },
  });
