import type { Http } from '../link/http.ts';

/** Pictures of people, kept by the server. */
export const createUploads = (http: Http) => ({
  add: (file: Blob) => http.call('POST', '/api/uploads', 'uploadOutput', file),
  list: () => http.call('GET', '/api/uploads', 'uploadsOutput'),
});
