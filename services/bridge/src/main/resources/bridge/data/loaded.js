// A value that is read from the API, kept while it is read again, and never overtaken by an
// older answer.
import {useCallback, useEffect, useRef, useState} from '../html.js';

/** {value, error, busy, reload, set}; value stays undefined until the first answer. */
export function useLoaded(load, inputs) {
  const [state, setState] = useState({value: undefined, error: null, busy: true});
  const turn = useRef(0);
  const last = useRef(undefined);

  const show = next => {
    last.current = next.value;
    setState(next);
  };
  const reload = useCallback(async () => {
    const mine = ++turn.current;
    setState(now => ({...now, busy: true}));
    try {
      const value = await load(last.current);
      if (mine === turn.current) {
        show({value, error: null, busy: false});
      }
    } catch (error) {
      if (mine === turn.current) {
        show({value: last.current, error, busy: false});
      }
    }
  }, inputs);
  const set = useCallback(
      change => show({value: change(last.current), error: null, busy: false}), []);

  useEffect(() => {
    last.current = undefined;
    setState({value: undefined, error: null, busy: true});
    reload();
    return () => {
      turn.current++;
    };
  }, [reload]);
  return {...state, reload, set};
}

/** Runs at once, and once more at the end of what came while it ran. */
export function useCoalesced(work) {
  const state = useRef({running: false, again: false});
  const latest = useRef(work);
  latest.current = work;
  return useCallback(async () => {
    if (state.current.running) {
      state.current.again = true;
      return;
    }
    state.current.running = true;
    do {
      state.current.again = false;
      await latest.current();
    } while (state.current.again);
    state.current.running = false;
  }, []);
}
