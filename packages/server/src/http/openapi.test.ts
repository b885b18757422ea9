import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Lab, startLab } from '../../test/lab.ts';

let lab: Lab;

beforeEach(async () => {
  lab = await startLab();
});
afterEach(() => lab.stop());

type Operation = {
  summary: string;
  'x-access': string;
  parameters: { name: string; in: string; required: boolean; schema: object }[];
  requestBody?: { content: { 'application/json': { schema: { properties: object } } } };
  responses: Record<string, { content: { 'application/json': { schema: object } } }>;
};
type Description = { openapi: string; paths: Record<string, Record<string, Operation>> };

describe('the API description', () => {
  it('is JSON with a path for every route that answers JSON, and no other', async () => {
    const admin = await lab.admin();
    const { status, text, headers } = await admin.get('/api/openapi.json');
    expect([status, headers.get('content-type')]).toEqual([200, expect.stringMatching(/^application\/json/)]);
    const { openapi, paths } = JSON.parse(text) as Description;
    expect(openapi).toMatch(/^3\.1\./);
    const described = Object.entries(paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const routes = lab.app.http.routes
      .filter(({ output }) => output !== undefined)
      .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
    expect(described.toSorted()).toEqual(routes.toSorted());
    expect(described).toContain('DELETE /api/nodes/{id}');
  });

  it('says of each what it takes, gives, and who may', async () => {
    const { paths } = (await (await lab.admin()).get('/api/openapi.json')).body as Description;
    for (const route of lab.app.http.routes.filter(({ output }) => output !== undefined)) {
      const operation = paths[route.path.replace(/:(\w+)/g, '{$1}')]?.[route.method.toLowerCase()];
      expect(operation).toMatchObject({ summary: route.summary, 'x-access': route.access });
      expect(operation?.summary).not.toBe('');
      expect(operation?.requestBody !== undefined).toBe(route.input !== undefined);
      const variables = operation?.parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name);
      expect(variables).toEqual([...route.path.matchAll(/:(\w+)/g)].map(([, name]) => name));
      for (const response of ['200', 'default'])
        expect(operation?.responses[response]?.content['application/json'].schema).toBeTypeOf('object');
    }
    const signIn = paths['/api/auth/sign-in']?.['post']?.requestBody?.content['application/json'].schema.properties;
    expect(Object.keys(signIn ?? {})).toEqual(['username', 'password']);
  });
});
