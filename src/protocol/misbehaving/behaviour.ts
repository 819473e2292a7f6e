/** What a behaviour cannot be seen without, beside the launch itself. */
export type BehaviourNeed =
  /** The tool has to be shown in a frame of another site. */
  | 'frame'
  /** The launch URL has to be the tool's https address. */
  | 'https'
  /** The client has to trust the tool's own certificate authority (`/ca.pem`). */
  | 'trusted-ca'
  /** The launch has to name an outcome service on this machine. */
  | 'outcome-service';

/** What a launch has to contain for the behaviour to show; a launch without it goes well. */
export type BehaviourTrigger = {
  /** Put at the end of the launch URL's path. */
  readonly path?: string;
  /** Query of the launch URL, without its question mark, as it is to be sent. */
  readonly query?: string;
  readonly fields?: Readonly<Record<string, string>>;
  /** What cannot be put into a launch directly, in words. */
  readonly words?: string;
};

/** One way for a tool to misbehave, at `/launch/<id>` of the misbehaving tool. */
export type BehaviourEntry = {
  /** Lower case, digits and hyphens: one segment of a path. */
  readonly id: string;
  /** Rows of the table of launch failures this reproduces (`A1`, `B20`, `NET-02`). */
  readonly rows: readonly string[];
  readonly title: string;
  /** What a person sees of it. */
  readonly sees: string;
  readonly needs?: readonly BehaviourNeed[];
  readonly trigger?: BehaviourTrigger;
};
