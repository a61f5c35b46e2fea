import { stop } from './registries.mjs';

export default () => stop('services');
