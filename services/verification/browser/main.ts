import { copyButtons } from './copy-buttons.js';
import { ownCheck } from './own-check.js';
import { verifyForm } from './verify-form.js';

copyButtons();
ownCheck();
verifyForm();
