/** The app's mark: a seal stroke under a tick. */
export function Mark({ size = 18 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" aria-hidden="true">
      <rect x="1" y="1" width="22" height="22" rx="6" fill="var(--mantine-color-ink-7)" />
      <path d="M6.5 11.2l3.6 3.6L17.6 7" stroke="#fff" strokeWidth="2.3" strokeLinecap="round" strokeLinejoin="round" />
      <path d="M6.5 18.3h11" stroke="#fff" strokeOpacity="0.65" strokeWidth="1.8" strokeLinecap="round" />
    </svg>
  );
}
