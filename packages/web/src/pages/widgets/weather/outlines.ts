/**
 * The sky, on a 24 px grid: Lucide (https://lucide.dev, ISC licence), the cloud apart from what comes out of it or stands
 * behind it, so that each has a colour of its own.
 */
export const skies = {
  sun: {
    cloud: '',
    mark: 'M8 12a4 4 0 1 0 8 0a4 4 0 1 0 -8 0M12 2v2M12 20v2M4.93 4.93l1.41 1.41M17.66 17.66l1.41 1.41M2 12h2M20 12h2M6.34 17.66l-1.41 1.41M19.07 4.93l-1.41 1.41',
    tone: 'sun',
  },
  moon: {
    cloud: '',
    mark: 'M20.985 12.486a9 9 0 1 1-9.473-9.472c.405-.022.617.46.402.803a6 6 0 0 0 8.268 8.268c.344-.215.825-.004.803.401',
    tone: 'moon',
  },
  'cloud-sun': {
    cloud: 'M13 22H7a5 5 0 1 1 4.9-6H13a3 3 0 0 1 0 6Z',
    mark: 'M12 2v2M4.93 4.93l1.41 1.41M20 12h2M19.07 4.93l-1.41 1.41M15.947 12.65a4 4 0 0 0-5.925-4.128',
    tone: 'sun',
  },
  'cloud-moon': {
    cloud: 'M13 16a3 3 0 0 1 0 6H7a5 5 0 1 1 4.9-6z',
    mark: 'M18.376 14.512a6 6 0 0 0 3.461-4.127c.148-.625-.659-.97-1.248-.714a4 4 0 0 1-5.259-5.26c.255-.589-.09-1.395-.716-1.248a6 6 0 0 0-4.594 5.36',
    tone: 'moon',
  },
  cloud: {
    cloud: 'M17.5 19H9a7 7 0 1 1 6.71-9h1.79a4.5 4.5 0 1 1 0 9Z',
    mark: '',
    tone: 'rain',
  },
  cloudy: {
    cloud: 'M17.5 12a1 1 0 1 1 0 9H9.006a7 7 0 1 1 6.702-9zM21.832 9A3 3 0 0 0 19 7h-2.207a5.5 5.5 0 0 0-10.72.61',
    mark: '',
    tone: 'rain',
  },
  'cloud-fog': {
    cloud: 'M4 14.899A7 7 0 1 1 15.71 8h1.79a4.5 4.5 0 0 1 2.5 8.242',
    mark: 'M16 17H7M17 21H9',
    tone: 'fog',
  },
  'cloud-drizzle': {
    cloud: 'M4 14.899A7 7 0 1 1 15.71 8h1.79a4.5 4.5 0 0 1 2.5 8.242',
    mark: 'M8 19v1M8 14v1M16 19v1M16 14v1M12 21v1M12 16v1',
    tone: 'rain',
  },
  'cloud-rain': {
    cloud: 'M4 14.899A7 7 0 1 1 15.71 8h1.79a4.5 4.5 0 0 1 2.5 8.242',
    mark: 'M16 14v6M8 14v6M12 16v6',
    tone: 'rain',
  },
  'cloud-rain-wind': {
    cloud: 'M4 14.899A7 7 0 1 1 15.71 8h1.79a4.5 4.5 0 0 1 2.5 8.242',
    mark: 'M9.2 22l3-7M9 13l-3 7M17 13l-3 7',
    tone: 'rain',
  },
  'cloud-snow': {
    cloud: 'M4 14.899A7 7 0 1 1 15.71 8h1.79a4.5 4.5 0 0 1 2.5 8.242',
    mark: 'M8 15h.01M8 19h.01M12 17h.01M12 21h.01M16 15h.01M16 19h.01',
    tone: 'snow',
  },
  'cloud-hail': {
    cloud: 'M4 14.899A7 7 0 1 1 15.71 8h1.79a4.5 4.5 0 0 1 2.5 8.242',
    mark: 'M16 14v2M8 14v2M16 20h.01M8 20h.01M12 16v2M12 22h.01',
    tone: 'snow',
  },
  'cloud-lightning': {
    cloud: 'M6 16.326A7 7 0 1 1 15.71 8h1.79a4.5 4.5 0 0 1 .5 8.973',
    mark: 'M13 12l-3 5h4l-3 5',
    tone: 'storm',
  },
} as const;
export type Sky = keyof typeof skies;

export const facts = {
  wind: 'M12.8 19.6A2 2 0 1 0 14 16H2M17.5 8a2.5 2.5 0 1 1 2 4H2M9.8 4.4A2 2 0 1 1 11 8H2',
  droplets:
    'M7 16.3c2.2 0 4-1.83 4-4.05 0-1.16-.57-2.26-1.71-3.19S7.29 6.75 7 5.3c-.29 1.45-1.14 2.84-2.29 3.76S3 11.1 3 12.25c0 2.22 1.8 4.05 4 4.05zM12.56 6.6A10.97 10.97 0 0 0 14 3.02c.5 2.5 2 4.9 4 6.5s3 3.5 3 5.5a6.98 6.98 0 0 1-11.91 4.97',
  sunrise: 'M12 2v8M4.93 10.93l1.41 1.41M2 18h2M20 18h2M19.07 10.93l-1.41 1.41M22 22H2M8 6l4-4 4 4M16 18a4 4 0 0 0-8 0',
  sunset:
    'M12 10V2M4.93 10.93l1.41 1.41M2 18h2M20 18h2M19.07 10.93l-1.41 1.41M22 22H2M16 6l-4 4-4-4M16 18a4 4 0 0 0-8 0',
  thermometer: 'M14 4v10.54a4 4 0 1 1-4 0V4a2 2 0 0 1 4 0Z',
} as const;
