/** How long a session lasts: without being used, and at most. A house rule, not a law. */
export const sessionLimits = { idleMinutes: 8 * 60, hours: 24 } as const;
