import { Trans, useLingui } from '@lingui/react/macro';
import { Badge, Paper, Text, Title } from '@mantine/core';
import type { StatusService } from '@/api/status';
import { SERVICE_COLORS, SERVICE_STATES } from '@/ui/status/labels';
import classes from './Services.module.css';

/** Every service with how it does. */
export function Services({ services }: { services: StatusService[] }) {
  const { t } = useLingui();
  if (services.length === 0) return null;
  return (
    <section>
      <Title order={2} mb="sm">
        <Trans>Services</Trans>
      </Title>
      <Paper withBorder component="ul" className={classes.list}>
        {services.map((service) => (
          <li key={service.id} className={classes.row}>
            <div>
              <Text fw={600}>{service.name}</Text>
              {service.description && (
                <Text size="sm" c="dimmed">
                  {service.description}
                </Text>
              )}
            </div>
            <Badge variant="light" tt="none" radius="sm" color={SERVICE_COLORS[service.state]}>
              {t(SERVICE_STATES[service.state])}
            </Badge>
          </li>
        ))}
      </Paper>
    </section>
  );
}
