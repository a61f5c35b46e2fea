/** Shows the buttons that copy a field, and says aloud what was copied. */
export function copyButtons(): void {
  const said = document.getElementById('copied');
  for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-copy]')) {
    const field = document.getElementById(button.dataset['copy'] ?? '');
    if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) continue;
    button.hidden = false;
    button.addEventListener('click', async () => {
      const label = button.querySelector('.name')?.textContent?.trim() ?? 'Field';
      const done = await copied(field);
      if (said) said.textContent = done ? `Copied: ${label}.` : `${label} is selected: copy it with the keyboard.`;
    });
  }
}

async function copied(field: HTMLInputElement | HTMLTextAreaElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    field.focus();
    field.select();
    return false;
  }
}
