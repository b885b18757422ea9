import { faultBody } from '@amud/protocol/faults.ts';
import type * as v from 'valibot';
import type { AnyRoute } from './route.ts';

type ToSchema = (schema: v.GenericSchema, mode: 'input' | 'output') => unknown;

/** The OpenAPI 3.1 description of the routes that answer JSON. The converter is loaded when it is first asked for. */
export const describeRoutes = async (routes: AnyRoute[], version: string): Promise<object> => {
  const { toJsonSchema } = await import('@valibot/to-json-schema');
  const toSchema: ToSchema = (schema, mode) => {
    const { $schema: _, ...rest } = toJsonSchema(schema as never, { typeMode: mode, errorMode: 'ignore' });
    return rest;
  };
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes.filter(({ output }) => output !== undefined)) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: describe(route, toSchema) };
  }
  return { openapi: '3.1.0', info: { title: 'AMUD', version, license: { name: 'MIT' } }, paths };
};

const describe = (route: AnyRoute, toSchema: ToSchema): object => {
  const json = (schema: v.GenericSchema, mode: 'input' | 'output') => ({
    'application/json': { schema: toSchema(schema, mode) },
  });
  return {
    summary: route.summary,
    'x-access': route.access,
    parameters: [...parametersOf(route.params, 'path', toSchema), ...parametersOf(route.query, 'query', toSchema)],
    ...(route.input ? { requestBody: { required: true, content: json(route.input, 'input') } } : {}),
    responses: {
      200: { description: 'Done.', ...(route.output ? { content: json(route.output, 'output') } : {}) },
      default: { description: 'Refused or failed.', content: json(faultBody, 'output') },
    },
  };
};

const parametersOf = (schema: v.GenericSchema | undefined, place: 'path' | 'query', toSchema: ToSchema): object[] => {
  if (!schema) return [];
  const { properties = {}, required = [] } = toSchema(schema, 'input') as {
    properties?: Record<string, unknown>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, inner]) => ({
    name,
    in: place,
    required: required.includes(name),
    schema: inner,
  }));
};
