/** One choice of a facet with the number of things that it would leave; `level` 1 stands below the choice before it. */
export type FacetChoice = { value: string | number; label: string; count: number; chosen: boolean; level: 0 | 1 }
