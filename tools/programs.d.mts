export function findProgram(name: 'nginx' | 'caddy'): string | undefined;
export function bringDebianPrograms(say: (message: string) => void): void;
