import { useEffect } from 'react'
import { useLocation, useRouter } from 'wouter'

/** Opens links to pages of the console without loading the document again. Other links, and new tabs, stay with the browser. */
export function useFollowLinks(): void {
  const { base } = useRouter()
  const [, navigate] = useLocation()
  useEffect(() => {
    function follow(event: MouseEvent) {
      const isPlain =
        event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey
      const link = event.target instanceof Element ? event.target.closest('a') : null
      if (
        !isPlain ||
        event.defaultPrevented ||
        !link?.hasAttribute('href') ||
        link.target ||
        link.hasAttribute('download')
      )
        return
      const { origin, pathname, search } = new URL(link.href)
      const isOfConsole = origin === location.origin && (pathname === base || pathname.startsWith(`${base}/`))
      if (!isOfConsole || NOT_PAGES.has(pathname.slice(base.length + 1))) return
      event.preventDefault()
      navigate(pathname.slice(base.length) + search || '/')
    }
    document.addEventListener('click', follow)
    return () => document.removeEventListener('click', follow)
  }, [base, navigate])
}

/** Addresses below the base path that the gateway answers itself. */
const NOT_PAGES = new Set(['graphql'])
