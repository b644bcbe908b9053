import { Anchor, type AnchorProps, Button, type ButtonProps, UnstyledButton } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import { type ComponentPropsWithRef, forwardRef } from 'react';

type AnchorElement = Omit<ComponentPropsWithRef<'a'>, keyof ButtonProps | 'ref'>;

const ButtonAnchor = forwardRef<HTMLAnchorElement, ButtonProps & AnchorElement>((props, ref) => (
  <Button component="a" ref={ref} {...props} />
));

const PlainAnchor = forwardRef<HTMLAnchorElement, ComponentPropsWithRef<'a'>>((props, ref) => (
  <UnstyledButton component="a" ref={ref} {...props} />
));

const TextAnchor = forwardRef<
  HTMLAnchorElement,
  AnchorProps & Omit<ComponentPropsWithRef<'a'>, keyof AnchorProps | 'ref'>
>((props, ref) => <Anchor ref={ref} {...props} />);

/** Links to pages of this application, with typed addresses and preloading. */
export const ButtonLink = createLink(ButtonAnchor);
export const BlockLink = createLink(PlainAnchor);
export const TextLink = createLink(TextAnchor);
