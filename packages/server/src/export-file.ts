import { text } from 'node:stream/consumers';
import { readFile } from './features/export/read-file.ts';
import { writeYaml } from './features/export/write-file.ts';

/**
 * The process of features/export/file-process.ts. `read`: takes an export on standard input, writes what is in it, or what
 * is wrong with it, as JSON. `write`: takes JSON, writes YAML.
 */
const given = await text(process.stdin);
process.stdout.write(process.argv[2] === 'read' ? JSON.stringify(readFile(given)) : writeYaml(JSON.parse(given)));
