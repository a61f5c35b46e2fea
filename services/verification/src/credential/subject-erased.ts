/** What is said, wherever it is asked for, of a credential whose subject was erased; it names nobody. */
export const subjectErased = 'The person whom the credential was about was erased, and the document was destroyed. A copy of it can still be checked.';
