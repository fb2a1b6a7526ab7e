import '@cloudscape-design/global-styles/index.css'
import './style.css'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'

const root = document.getElementById('console')
if (root) createRoot(root).render(<App />)
