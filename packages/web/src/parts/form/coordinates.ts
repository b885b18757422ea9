/** `52.52, 13.40`, `52,52 13,40`, `52.52 N 13.40 E`: degrees, or nothing. */
export const coordinatesIn = (text: string): { latitude: number; longitude: number } | undefined => {
  const found =
    /^(-?\d{1,3}(?:[.,]\d{1,8})?)\s*°?\s*([NS])?(?:\s*[,;]\s*|\s+)(-?\d{1,3}(?:[.,]\d{1,8})?)\s*°?\s*([EWO])?$/i.exec(
      text.trim(),
    );
  if (!found) return undefined;
  const [, north = '', ns, east = '', ew] = found;
  const degrees = (digits: string, isNegative: boolean) => Number(digits.replace(',', '.')) * (isNegative ? -1 : 1);
  const latitude = degrees(north, ns?.toUpperCase() === 'S');
  const longitude = degrees(east, ew?.toUpperCase() === 'W');
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : undefined;
};
