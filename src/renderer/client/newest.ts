import { useState } from 'react';

/** Hands on the outcome of what was asked last; whatever was asked before comes to nothing, however late it answers. */
export type Newest = <T>(answer: Promise<T>, then: (value: T) => void, failed: (error: unknown) => void) => void;

export function createNewest(): Newest {
  let asked = 0;
  return (answer, then, failed) => {
    asked += 1;
    const mine = asked;
    answer.then(
      (value) => mine === asked && then(value),
      (error: unknown) => mine === asked && failed(error),
    );
  };
}

/** {@link createNewest} for as long as a component is there: where one answer takes the place of another. */
export function useNewest(): Newest {
  const [newest] = useState(createNewest);
  return newest;
}
