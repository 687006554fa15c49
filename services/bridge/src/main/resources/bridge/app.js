// Routes -> views; nothing else.
import {html, render} from './html.js';
import {Shell} from './views/shell.js';
import {Deliveries} from './views/deliveries.js';
import {Nowhere} from './views/nowhere.js';
import {Projects} from './views/projects.js';
import {Sequence} from './views/sequence.js';
import {Sequences} from './views/sequences.js';
import {Trace} from './views/trace.js';

const VIEWS = {
  projects: Projects, sequences: Sequences, sequence: Sequence, trace: Trace,
  deliveries: Deliveries, nowhere: Nowhere,
};

render(html`<${Shell} views=${VIEWS} />`, document.getElementById('app'));
