/** The server ends with this code when it wants to be started again at once: it is no failure. */
export const RESTART_CODE = 75;
