/** Holds a launch before each of its legs, until a person goes on. */
export type Stepping = {
  /** Whether the next leg is to be held. */
  readonly holds: boolean;
  /** Waits for a person; `false` when the launch was ended instead. At once `true` where nothing is held. */
  wait(): Promise<boolean>;
  /** Lets the leg that waits go on. `false` when none waits. */
  step(): boolean;
  /** Holds no leg any more, and lets the one that waits go on. */
  skip(): void;
  /** Ends what waits, and what would wait later. */
  end(): void;
};

export function createStepping(holds: boolean): Stepping {
  let holding = holds;
  let ended = false;
  const waiting = new Set<(goOn: boolean) => void>();
  const release = (goOn: boolean): boolean => {
    const [...all] = waiting;
    waiting.clear();
    for (const resume of all) resume(goOn);
    return all.length > 0;
  };
  return {
    get holds() {
      return holding && !ended;
    },
    wait: () => {
      if (ended) return Promise.resolve(false);
      return holding ? new Promise((resolve) => waiting.add(resolve)) : Promise.resolve(true);
    },
    step: () => release(true),
    skip: () => {
      holding = false;
      release(true);
    },
    end: () => {
      ended = true;
      release(false);
    },
  };
}
