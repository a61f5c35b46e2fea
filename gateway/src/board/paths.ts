export const boardPath = '/analytics';
export const signInPath = `${boardPath}/sign-in`;
export const signOutPath = `${boardPath}/sign-out`;
/** Where the registry's own sign-in sends a person back to. */
export const signedInPath = `${boardPath}/signed-in`;
