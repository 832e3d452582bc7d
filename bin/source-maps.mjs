// Loaded before the program: its own stack traces are translated, not those of its dependencies.
import { setSourceMapsSupport } from 'node:module';

setSourceMapsSupport(true, { nodeModules: false });
