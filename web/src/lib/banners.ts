import { create } from 'zustand';

export interface Banner {
  id: string;
  tone: 'info' | 'warning' | 'danger';
  text: string;
}

/** Messages above every page: a major incident, planned maintenance, a lost connection. */
export const useBanners = create<{ banners: Banner[] }>()(() => ({ banners: [] }));

export function showBanner(banner: Banner): void {
  useBanners.setState(({ banners }) => ({
    banners: [...banners.filter((one) => one.id !== banner.id), banner],
  }));
}

export function hideBanner(id: string): void {
  useBanners.setState(({ banners }) => ({ banners: banners.filter((one) => one.id !== id) }));
}
