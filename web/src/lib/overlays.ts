import { create } from 'zustand';

interface Overlays {
  palette: boolean;
  sheet: boolean;
  /** The shell's navigation drawer on narrow screens. */
  nav: boolean;
}

export const useOverlays = create<Overlays>()(() => ({ palette: false, sheet: false, nav: false }));

export const showOverlay = (name: keyof Overlays, open = true) => useOverlays.setState({ [name]: open });
