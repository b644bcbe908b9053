import {
  type Icon,
  IconApps,
  IconBattery4,
  IconBox,
  IconDeviceDesktop,
  IconDeviceImac,
  IconDeviceLaptop,
  IconDeviceMobile,
  IconDeviceProjector,
  IconDeviceTablet,
  IconPlugConnected,
  IconPrinter,
  IconRouter,
  IconServer,
  IconWorld,
} from '@tabler/icons-react';

const ICONS: Record<string, Icon> = {
  laptop: IconDeviceLaptop,
  desktop: IconDeviceDesktop,
  monitor: IconDeviceImac,
  printer: IconPrinter,
  phone: IconDeviceMobile,
  tablet: IconDeviceTablet,
  server: IconServer,
  network_device: IconRouter,
  projector: IconDeviceProjector,
  docking_station: IconPlugConnected,
  ups: IconBattery4,
  software: IconApps,
  service: IconWorld,
};

/** The picture of a type; types that administrators added have the picture of a box. */
export function AssetIcon({ type, size = 18 }: { type: string; size?: number }) {
  const Glyph = ICONS[type] ?? IconBox;
  return <Glyph size={size} stroke={1.7} aria-hidden />;
}
