/** Whether two pieces of data from the server say the same: what comes again with each connection is not drawn again. */
export const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
