/** Makes a script that stands alone: one file by itself, so that a broken part of the app can't take it along. */
import { build, type Plugin, type Rolldown } from 'vite';

/** `entry` becomes `file` beside the app. */
export function alone(entry: string, file: string, target: string[]): Plugin {
  return {
    name: `debo-${file}`,
    apply: 'build',
    async generateBundle() {
      const made = (await build({
        configFile: false,
        logLevel: 'error',
        publicDir: false,
        build: {
          ...{ write: false, target, modulePreload: false },
          rollupOptions: { input: entry, output: { format: 'iife', entryFileNames: file } },
        },
      })) as Rolldown.RolldownOutput;
      const [chunk, ...others] = made.output;
      if (chunk.type !== 'chunk' || others.length) throw new Error(`${entry} is not one file`);
      this.emitFile({ type: 'asset', fileName: file, source: chunk.code });
    },
  };
}
