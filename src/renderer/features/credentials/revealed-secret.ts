/** A secret that is shown for a while. React keeps what it rendered until it renders again: it gets this, and never the secret. */
export type RevealedSecret = {
  /** Writes it into an element, until it is erased. */
  showIn(element: Element): void;
  /** Takes it out of every element it stands in, and forgets it. */
  erase(): void;
};

/** Takes a secret over: whoever had it should keep it no more. */
export function revealedSecret(value: string): RevealedSecret {
  let held: string | null = value;
  const elements = new Set<Element>();
  return {
    showIn: (element) => {
      if (held === null) return;
      elements.add(element);
      element.textContent = held;
    },
    erase: () => {
      held = null;
      for (const element of elements) element.textContent = '';
      elements.clear();
    },
  };
}
