/** One process of one machine since one boot. `identity` tells it from a later one with the same PID. */
export type Holder = {
  readonly host: string;
  readonly bootId: string;
  readonly pid: number;
  readonly identity: string;
};
