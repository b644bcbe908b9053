import { create } from 'zustand';

/**
 * Tickets that appeared while a list was on screen. They do not move rows under the reader:
 * a list shows "3 new" and loads them when asked.
 */
interface News {
  tickets: string[];
}

export const useNews = create<News>()(() => ({ tickets: [] }));

export function addNews(id: string): void {
  useNews.setState(({ tickets }) => (tickets.includes(id) ? { tickets } : { tickets: [...tickets, id] }));
}

export const clearNews = () => useNews.setState({ tickets: [] });
