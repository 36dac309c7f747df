import { namesFiles } from '#platform/media';
import { selectNamed } from './store/evidence.ts';

namesFiles(selectNamed, { forGood: true });
