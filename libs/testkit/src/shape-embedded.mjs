/** Which registry the stories of this process are told against (see aRegistry). */
globalThis.cairnShape = 'embedded';
