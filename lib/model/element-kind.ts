/** Kinds of knobs that ATT&CK's analytics name (mutable elements). */

export const elementKinds = ["allow-list", "pattern", "threshold", "window", "path", "port", "user", "entropy", "other"] as const;
export type ElementKind = (typeof elementKinds)[number];
