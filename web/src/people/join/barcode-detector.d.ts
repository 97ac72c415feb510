/** What TypeScript's DOM doesn't know yet: the browser's own reader of QR codes (Shape Detection API). */
interface BarcodeDetector {
  detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}
declare const BarcodeDetector: { new (options: { formats: string[] }): BarcodeDetector } | undefined;
