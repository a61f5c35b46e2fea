import { start } from './registries.mjs';

export default () => start('embedded');
