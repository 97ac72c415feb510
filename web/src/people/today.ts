/** Today as the phone's clock and zone say it, in ISO. Phones here carry wrong dates, so nothing is refused by it. */
export function today(): string {
  const now = new Date();
  const two = (n: number) => String(n).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
