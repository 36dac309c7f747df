/** The field in which a form carries a factor that is shown anew. */
export const proofField = '_proof';
