import type { CountersignBridge } from '../../protocol/bridge.ts';

declare global {
  interface Window {
    readonly countersign?: CountersignBridge;
  }
}
