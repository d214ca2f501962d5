/**
 * In the place of react-style-singleton, with which GraphiQL's dialogs write a style element that keeps the page from
 * scrolling behind them. The content security policy refuses it, with an error in the console, and this page never
 * scrolls.
 */
export const styleSingleton = () => () => null;
