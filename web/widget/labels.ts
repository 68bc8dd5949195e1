import labels from '../../locales/widget.nl.json' with { type: 'json' }

/** The widget's few words, as plain data: i18next alone would be most of the size limit. */
export { labels }

export type Labels = typeof labels
