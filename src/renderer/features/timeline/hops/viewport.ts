/** The stretch of time that is seen, in milliseconds after the first hop began. */
export type Viewport = { from: number; span: number };

/** Closer than this nothing more is to be seen: times are told in tenths of a millisecond. */
const shortest = 2;

/** The whole time of the exchange. */
export function fitted(duration: number): Viewport {
  return { from: 0, span: Math.max(duration, 1) };
}

/** The viewport kept within the exchange. */
function within({ from, span }: Viewport, duration: number): Viewport {
  const whole = fitted(duration).span;
  const kept = Math.min(whole, Math.max(shortest, span));
  return { from: Math.min(Math.max(0, from), whole - kept), span: kept };
}

/** `factor` times closer (below 1: farther), with the time `at` staying where it is seen. */
export function zoomed(view: Viewport, factor: number, at: number, duration: number): Viewport {
  const { span } = within({ from: view.from, span: view.span / factor }, duration);
  const share = (at - view.from) / view.span;
  return within({ from: at - share * span, span }, duration);
}

/** Earlier or later by a share of what is seen. */
export function panned(view: Viewport, share: number, duration: number): Viewport {
  return within({ from: view.from + share * view.span, span: view.span }, duration);
}

/** A millisecond for every pixel, beginning at `at`. */
export function oneToOne(width: number, at: number, duration: number): Viewport {
  return within({ from: at, span: Math.max(width, shortest) }, duration);
}

export function isFitted(view: Viewport, duration: number): boolean {
  return view.span >= fitted(duration).span;
}

/** Where a stretch is drawn, as shares of the width; `null` when it is out of sight. A moment has no width. */
export function placed(view: Viewport, offset: number, length: number): { left: number; width: number } | null {
  const left = (offset - view.from) / view.span;
  const right = (offset + length - view.from) / view.span;
  if (right < 0 || left > 1) return null;
  const start = Math.max(0, left);
  return { left: start, width: Math.min(1, right) - start };
}

/** Round times for the axis, about one for every 90 pixels. */
export function ticksOf(view: Viewport, width: number): number[] {
  const wanted = Math.max(2, Math.floor(width / 90));
  const rough = view.span / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((one) => one * power).find((one) => one >= rough) ?? rough;
  const first = Math.ceil(view.from / step) * step;
  const count = Math.max(0, Math.floor((view.from + view.span - first) / step + 1e-9) + 1);
  return Array.from({ length: count }, (_, index) => first + index * step);
}
