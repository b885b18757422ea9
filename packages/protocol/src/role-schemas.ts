import * as v from 'valibot';
import { audiences, roles } from './roles.ts';

export const role = v.picklist(roles);
export const audience = v.picklist(audiences);
