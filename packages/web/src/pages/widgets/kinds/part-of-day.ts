export type PartOfDay = 'morning' | 'afternoon' | 'evening' | 'night';

export const partOfDay = (hour: number): PartOfDay => {
  if (hour < 5 || hour >= 23) return 'night';
  if (hour < 12) return 'morning';
  return hour < 18 ? 'afternoon' : 'evening';
};
