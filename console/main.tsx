import '@cloudscape-design/global-styles/index.css'
import './style.css'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { session } from './gateway/client.ts'

void session.start()
const root = document.getElementById('console')
if (root) createRoot(root).render(<App />)

/** Several lazy parts use these components. In the first load, each of them is loaded once and the parts stay small. */
export { default as Select } from '@cloudscape-design/components/select'
