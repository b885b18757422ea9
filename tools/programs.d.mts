export function findProgram(name: 'nginx' | 'caddy' | 'ping' | 'sqlite3'): string | undefined;
export function bringDebianPrograms(say: (message: string) => void): void;
