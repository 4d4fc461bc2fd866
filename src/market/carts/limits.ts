/** Works in one cart, and so lines of one order. */
export const mostCartLines = 50
