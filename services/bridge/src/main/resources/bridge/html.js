// preact and htm as one import. Text is escaped by construction: there is no way to pass markup.
import {h} from './vendor/preact.js';
import htm from './vendor/htm.js';

export const html = htm.bind(h);
export {createContext, render} from './vendor/preact.js';
export {
  useCallback, useContext, useEffect, useId, useLayoutEffect, useMemo, useRef, useState,
} from './vendor/hooks.js';
