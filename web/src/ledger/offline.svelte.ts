/** Keeping the app itself on the phone, so that it starts without a network. */

class NewVersion {
  /** A newer version is on this phone; it is used at the next start. */
  ready = $state(false);
  waiting: ServiceWorker | null = null;

  /** Use it now: the app starts anew. What was written is safe; what is only typed is not. */
  use(): void {
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
    this.waiting?.postMessage('use');
  }
}

export const newVersion = new NewVersion();

/** Ask the hub for a newer version now. Answers whether there is one, on this phone or on its way. */
export async function lookForNewVersion(): Promise<boolean> {
  const found = await navigator.serviceWorker?.getRegistration().catch(() => undefined);
  await found?.update().catch(() => undefined);
  return Boolean(found?.waiting ?? found?.installing);
}

/** Register the service worker once the first screen stands, so that it doesn't compete with it for a thin line. */
export function keepOffline(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const begin = (): void => {
    setTimeout(() => {
      // A page without a service worker works as long as there is a network; nobody is bothered with it.
      register().catch(() => undefined);
    }, 1000);
  };
  if (document.readyState === 'complete') begin();
  else window.addEventListener('load', begin, { once: true });
}

async function register(): Promise<void> {
  const registration = await navigator.serviceWorker.register(trusted('./service-worker.js'));
  const look = (): void => {
    // The first version ever has nothing to wait for.
    newVersion.waiting = registration.waiting;
    newVersion.ready = Boolean(registration.waiting && navigator.serviceWorker.controller);
  };
  look();
  registration.addEventListener('updatefound', () =>
    registration.installing?.addEventListener('statechange', look),
  );
}

interface TrustedTypes {
  createPolicy: (
    name: string,
    rules: { createScriptURL: (address: string) => string },
  ) => {
    createScriptURL: (address: string) => string;
  };
}

/** The hub's rules let scripts come only from addresses that passed a policy; this one passes our own alone. */
function trusted(address: string): string {
  const types = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;
  return types
    ? types.createPolicy('debo', { createScriptURL: (one) => one }).createScriptURL(address)
    : address;
}
