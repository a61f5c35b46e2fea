import { SuspensionListController } from './suspension-list.controller.js';

export const statusListControllers = [SuspensionListController];
